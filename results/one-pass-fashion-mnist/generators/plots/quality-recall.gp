# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Sample quality by recall against network evaluations' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST: one pass beside diffusion' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'recall[fashion-mnist-classifier]   (higher is better); bars: 95 %; points side by side' at screen 0.02, screen 0.8640 left noenhanced font ',12' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
4.9255597 0.629 0.57172922 0.68627078
9.8511194 0.7206 0.68524474 0.75595526
19.702239 0.7166 0.68732724 0.74587276
EOD
$c1 << EOD
4.9750624 0.3096 0.24029716 0.37890284
9.9501248 0.5912 0.49566392 0.68673608
19.90025 0.6696 0.58036846 0.75883154
EOD
$c2 << EOD
1.0050125 0.1102 0.034888117 0.18551188
EOD
$c3 << EOD
1.0151131 0.31 0.25563724 0.36436276
EOD
set lmargin at screen 0.100
set rmargin at screen 0.653
set bmargin at screen 0.1488
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set ytics ('0.0' 0, '0.2' 0.20000000000000001, '0.4' 0.40000000000000002, '0.6' 0.60000000000000009, '0.8' 0.80000000000000004)
set logscale x
set xtics ('1' 1, '2' 2, '5' 5, '10' 10, '20' 20)
set xrange [0.86956522:23]
set yrange [-0.014318596:0.90420671]
set arrow from graph 0, first 0.855 to graph 1, first 0.855 nohead linecolor rgb '#888888' linewidth 1 dashtype 3 back
set label '5000 real images of the test split' at graph 0.01, first 0.855 left offset 0,0.5 noenhanced font ',13' textcolor rgb '#666666'
set arrow from graph 1.02, graph 0.7982 to graph 1.085, graph 0.7982 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.7982 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.7982 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.7422 to graph 1.085, graph 0.7422 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'ddim' at graph 1.1, graph 0.7422 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.7422 point pt 9 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.1356 to graph 1.085, graph 0.1356 nohead linecolor rgb '#AA4499' linewidth 2 dashtype 1
set label 'fashion-mnist-vae' at graph 1.1, graph 0.1356 left noenhanced font ',14' textcolor rgb '#AA4499'
set label '' at graph 1.0525, graph 0.1356 point pt 5 ps 0.8 lc rgb '#AA4499'
set arrow from graph 1.02, graph 0.3531 to graph 1.085, graph 0.3531 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'fashion-mnist-gan' at graph 1.1, graph 0.3531 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.3531 point pt 5 ps 0.8 lc rgb '#D55E00'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'quality-recall.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'quality-recall.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8
unset output
