# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Sample quality by precision against network evaluations' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST: one pass beside diffusion' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'precision[fashion-mnist-classifier]   (higher is better); bars: 95 %; points side by side' at screen 0.02, screen 0.8640 left noenhanced font ',12' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
4.9255597 0.6628 0.63409883 0.69150117
9.8511194 0.6634 0.64226593 0.68453407
19.702239 0.6674 0.64697731 0.68782269
EOD
$c1 << EOD
4.9750624 0.7742 0.76256883 0.78583117
9.9501248 0.7252 0.71052971 0.73987029
19.90025 0.7038 0.68871322 0.71888678
EOD
$c2 << EOD
1.0050125 0.624 0.61024492 0.63775508
EOD
$c3 << EOD
1.0151131 0.7242 0.70480065 0.74359935
EOD
set lmargin at screen 0.100
set rmargin at screen 0.653
set bmargin at screen 0.1488
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set ytics ('0.60' 0.60000000000000009, '0.65' 0.65000000000000002, '0.70' 0.70000000000000007, '0.75' 0.75, '0.80' 0.80000000000000004, '0.85' 0.85000000000000009)
set logscale x
set xtics ('1' 1, '2' 2, '5' 5, '10' 10, '20' 20)
set xrange [0.86956522:23]
set yrange [0.59601562:0.8616293]
set arrow from graph 0, first 0.8474 to graph 1, first 0.8474 nohead linecolor rgb '#888888' linewidth 1 dashtype 3 back
set label '5000 real images of the test split' at graph 0.01, first 0.8474 left offset 0,0.5 noenhanced font ',13' textcolor rgb '#666666'
set arrow from graph 1.02, graph 0.2688 to graph 1.085, graph 0.2688 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.2688 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.2688 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.4058 to graph 1.085, graph 0.4058 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'ddim' at graph 1.1, graph 0.4058 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.4058 point pt 9 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.1054 to graph 1.085, graph 0.1054 nohead linecolor rgb '#AA4499' linewidth 2 dashtype 1
set label 'fashion-mnist-vae' at graph 1.1, graph 0.1054 left noenhanced font ',14' textcolor rgb '#AA4499'
set label '' at graph 1.0525, graph 0.1054 point pt 5 ps 0.8 lc rgb '#AA4499'
set arrow from graph 1.02, graph 0.4826 to graph 1.085, graph 0.4826 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'fashion-mnist-gan' at graph 1.1, graph 0.4826 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.4826 point pt 5 ps 0.8 lc rgb '#D55E00'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'quality-precision.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'quality-precision.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8
unset output
