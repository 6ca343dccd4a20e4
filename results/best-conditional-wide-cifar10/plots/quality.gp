# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Sample quality against network evaluations' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'CIFAR-10 with classes, the wider network: quality of the best dozen' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'fd[cifar10-classifier]   (lower is better); bars: 95 %; points side by side' at screen 0.02, screen 0.8640 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
9.8073458 105.85843 95.558549 116.15831
EOD
$c1 << EOD
9.8391951 96.50914 92.119625 100.89865
EOD
$c2 << EOD
4.9355739 88.89835 79.471156 98.325545
9.8711479 69.8044 60.969865 78.638935
EOD
$c3 << EOD
4.9516022 118.64513 106.9223 130.36795
9.9032044 68.19378 59.415999 76.971562
EOD
$c4 << EOD
4.9676825 267.13508 259.57557 274.69459
9.9353651 69.057483 60.39573 77.719235
EOD
$c5 << EOD
4.9838151 309.60308 306.65426 312.5519
9.9676301 64.870561 56.2629 73.478222
EOD
$c6 << EOD
5 99.876778 91.915228 107.83833
10 68.211159 59.630156 76.792162
EOD
$c7 << EOD
5.0162375 125.0755 113.92613 136.22488
10.032475 64.671736 56.590812 72.75266
EOD
$c8 << EOD
5.0325277 149.19155 139.12613 159.25698
10.065055 78.749085 70.267001 87.23117
EOD
$c9 << EOD
5.0488708 146.96395 135.88522 158.04269
10.097742 85.381448 77.200373 93.562523
EOD
$c10 << EOD
5.065267 116.11031 107.57644 124.64417
10.130534 70.762633 62.948585 78.576682
EOD
$c11 << EOD
5.0817165 135.78125 126.67427 144.88823
10.163433 78.450869 70.915517 85.98622
EOD
$c12 << EOD
5.0982194 241.38943 231.37331 251.40555
10.196439 133.04775 122.89162 143.20389
EOD
set lmargin at screen 0.100
set rmargin at screen 0.546
set bmargin at screen 0.1488
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('50' 50, '70' 70, '100' 100, '150' 150, '200' 200, '300' 300)
set logscale x
set xtics ('5' 5, '6' 6, '7' 7, '8' 8, '10' 10)
set xrange [4.3478261:11.5]
set yrange [48.924261:359.43468]
set arrow from graph 1.02, graph 0.6160 to graph 1.085, graph 0.6160 nohead linecolor rgb '#666666' linewidth 2 dashtype 1
set label 'dpmpp_2m_sde, log_snr' at graph 1.1, graph 0.6160 left noenhanced font ',10' textcolor rgb '#666666'
set label '' at graph 1.0525, graph 0.6160 point pt 11 ps 0.8 lc rgb '#666666'
set arrow from graph 1.02, graph 0.5600 to graph 1.085, graph 0.5600 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'sa_solver, log_snr' at graph 1.1, graph 0.5600 left noenhanced font ',10' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.5600 point pt 15 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.2800 to graph 1.085, graph 0.2800 nohead linecolor rgb '#E69F00' linewidth 2 dashtype 1
set label 'analytic_start(dpmpp_2m), log_snr' at graph 1.1, graph 0.2800 left noenhanced font ',10' textcolor rgb '#E69F00'
set label '' at graph 1.0525, graph 0.2800 point pt 13 ps 0.8 lc rgb '#E69F00'
set arrow from graph 1.02, graph 0.1120 to graph 1.085, graph 0.1120 nohead linecolor rgb '#882255' linewidth 2 dashtype 1
set label 'unipc2_bh2, log_snr' at graph 1.1, graph 0.1120 left noenhanced font ',10' textcolor rgb '#882255'
set label '' at graph 1.0525, graph 0.1120 point pt 5 ps 0.8 lc rgb '#882255'
set arrow from graph 1.02, graph 0.2240 to graph 1.085, graph 0.2240 nohead linecolor rgb '#999933' linewidth 2 dashtype 1
set label 'ipndm3, log_snr' at graph 1.1, graph 0.2240 left noenhanced font ',10' textcolor rgb '#999933'
set label '' at graph 1.0525, graph 0.2240 point pt 9 ps 0.8 lc rgb '#999933'
set arrow from graph 1.02, graph 0.0560 to graph 1.085, graph 0.0560 nohead linecolor rgb '#AA4499' linewidth 2 dashtype 1
set label 'gradient_estimation, log_snr' at graph 1.1, graph 0.0560 left noenhanced font ',10' textcolor rgb '#AA4499'
set label '' at graph 1.0525, graph 0.0560 point pt 13 ps 0.8 lc rgb '#AA4499'
set arrow from graph 1.02, graph 0.1680 to graph 1.085, graph 0.1680 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'dpm_solver_v3_2, log_snr' at graph 1.1, graph 0.1680 left noenhanced font ',10' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.1680 point pt 13 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.0000 to graph 1.085, graph 0.0000 nohead linecolor rgb '#0072B2' linewidth 2 dashtype (5,3)
set label 'dpmpp_2m, karras' at graph 1.1, graph 0.0000 left noenhanced font ',10' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.0000 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.4480 to graph 1.085, graph 0.4480 nohead linecolor rgb '#56B4E9' linewidth 2 dashtype (5,3)
set label 'deis_tab2, karras' at graph 1.1, graph 0.4480 left noenhanced font ',10' textcolor rgb '#56B4E9'
set label '' at graph 1.0525, graph 0.4480 point pt 11 ps 0.8 lc rgb '#56B4E9'
set arrow from graph 1.02, graph 0.5040 to graph 1.085, graph 0.5040 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype (1.5,2.5)
set label 'ipndm2, uniform' at graph 1.1, graph 0.5040 left noenhanced font ',10' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.5040 point pt 7 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.3360 to graph 1.085, graph 0.3360 nohead linecolor rgb '#000000' linewidth 2 dashtype (1.5,2.5)
set label 'ipndm_v4_legacy, uniform' at graph 1.1, graph 0.3360 left noenhanced font ',10' textcolor rgb '#000000'
set label '' at graph 1.0525, graph 0.3360 point pt 5 ps 0.8 lc rgb '#000000'
set arrow from graph 1.02, graph 0.3920 to graph 1.085, graph 0.3920 nohead linecolor rgb '#332288' linewidth 2 dashtype (1.5,2.5)
set label 'v_ab2, uniform' at graph 1.1, graph 0.3920 left noenhanced font ',10' textcolor rgb '#332288'
set label '' at graph 1.0525, graph 0.3920 point pt 11 ps 0.8 lc rgb '#332288'
set arrow from graph 1.02, graph 0.6720 to graph 1.085, graph 0.6720 nohead linecolor rgb '#009E73' linewidth 2 dashtype (1.5,2.5)
set label 'ddim, uniform' at graph 1.1, graph 0.6720 left noenhanced font ',10' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.6720 point pt 9 ps 0.8 lc rgb '#009E73'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'quality.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#666666' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#666666' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c4 using 1:2:3:4 with yerrorbars linecolor rgb '#999933' pointtype 0, \
     $c4 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c5 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c5 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c6 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c6 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c7 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c7 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype (5,3) pointtype 7 pointsize 0.8, \
     $c8 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c8 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype (5,3) pointtype 11 pointsize 0.8, \
     $c9 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c9 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype (1.5,2.5) pointtype 7 pointsize 0.8, \
     $c10 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c10 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype (1.5,2.5) pointtype 5 pointsize 0.8, \
     $c11 using 1:2:3:4 with yerrorbars linecolor rgb '#332288' pointtype 0, \
     $c11 using 1:2 with linespoints linecolor rgb '#332288' linewidth 2 dashtype (1.5,2.5) pointtype 11 pointsize 0.8, \
     $c12 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c12 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype (1.5,2.5) pointtype 9 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'quality.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#666666' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#666666' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c4 using 1:2:3:4 with yerrorbars linecolor rgb '#999933' pointtype 0, \
     $c4 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c5 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c5 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c6 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c6 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c7 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c7 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype (5,3) pointtype 7 pointsize 0.8, \
     $c8 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c8 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype (5,3) pointtype 11 pointsize 0.8, \
     $c9 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c9 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype (1.5,2.5) pointtype 7 pointsize 0.8, \
     $c10 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c10 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype (1.5,2.5) pointtype 5 pointsize 0.8, \
     $c11 using 1:2:3:4 with yerrorbars linecolor rgb '#332288' pointtype 0, \
     $c11 using 1:2 with linespoints linecolor rgb '#332288' linewidth 2 dashtype (1.5,2.5) pointtype 11 pointsize 0.8, \
     $c12 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c12 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype (1.5,2.5) pointtype 9 pointsize 0.8
unset output
