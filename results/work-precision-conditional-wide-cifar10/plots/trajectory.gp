# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Trajectory error against network evaluations' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'CIFAR-10 with classes, the wider network: trajectory error of eleven methods' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'RMS distance to the converged trajectory; bars: 95 %; points side by side' at screen 0.02, screen 0.8640 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
4.8765496 0.12076905 0.11164314 0.12989496
9.7530991 0.023447147 0.021769616 0.025124679
14.629649 0.0080852228 0.0075199554 0.0086504902
19.506198 0.0042505687 0.0039916813 0.0045094561
29.259297 0.0014860376 0.0014040151 0.00156806
EOD
$c1 << EOD
4.9009934 0.28278262 0.26823827 0.29732697
9.8019867 0.025236705 0.023104202 0.027369208
14.70298 0.006919984 0.0064037445 0.0074362235
19.603973 0.0029679067 0.0027179233 0.0032178901
29.40596 0.001107042 0.0010055422 0.0012085417
EOD
$c2 << EOD
4.9255597 0.11976162 0.11323567 0.12628757
9.8511194 0.022863 0.020767765 0.024958235
14.776679 0.0081295381 0.0073520033 0.008907073
19.702239 0.004889006 0.0043327376 0.0054452744
29.553358 0.0023842359 0.0021850661 0.0025834058
EOD
$c3 << EOD
4.9502492 0.16420969 0.14973118 0.1786882
9.9004983 0.039448198 0.036428473 0.042467923
14.850748 0.0096972195 0.0090186014 0.010375838
19.800997 0.0044953167 0.0040846463 0.0049059871
29.701495 0.0016620397 0.0015189142 0.0018051652
EOD
$c4 << EOD
4.9750624 0.26661582 0.25638348 0.27684816
9.9501248 0.043664951 0.039107206 0.048222696
14.925187 0.014972196 0.013108125 0.016836267
19.90025 0.0076310693 0.006567913 0.0086942257
29.850374 0.0027041053 0.0023873224 0.0030208881
EOD
$c5 << EOD
5 0.17077246 0.16449722 0.17704771
10 0.033659394 0.03053631 0.036782478
15 0.01188777 0.010584204 0.013191336
20 0.0065015289 0.0056869077 0.0073161501
30 0.0024881322 0.0022517971 0.0027244674
EOD
$c6 << EOD
4.0200501 0.38907951 0.36986318 0.40829584
10.050125 0.25771901 0.24765782 0.26778019
14.070175 0.13728822 0.12908582 0.14549061
20.10025 0.067099488 0.061865613 0.072333364
30.150376 0.033855568 0.030966171 0.036744965
EOD
$c7 << EOD
5.0502508 0.08073733 0.076310406 0.085164254
10.100502 0.028599133 0.026657066 0.0305412
15.150753 0.014888947 0.013817654 0.01596024
20.201003 0.0092849164 0.0085385359 0.010031297
30.301505 0.0051181522 0.0046499945 0.0055863099
EOD
$c8 << EOD
5.0755653 0.11791784 0.11080348 0.1250322
10.151131 0.040330857 0.038554609 0.042107106
15.226696 0.017798531 0.017081428 0.018515634
20.302261 0.0099370932 0.0095203944 0.010353792
30.453392 0.004385541 0.0042040111 0.0045670709
EOD
$c9 << EOD
5.1010067 0.10668911 0.1008859 0.11249233
10.202013 0.032399677 0.031193253 0.033606101
15.30302 0.01799648 0.017418912 0.018574049
20.404027 0.014323012 0.013888142 0.014757881
30.60604 0.010988177 0.010652102 0.011324251
EOD
$c10 << EOD
5.1265756 0.18608292 0.1771504 0.19501544
10.253151 0.11342084 0.10849108 0.1183506
15.379727 0.082127417 0.078765903 0.08548893
20.506302 0.065009089 0.062438787 0.06757939
30.759454 0.04616623 0.04443257 0.04789989
EOD
set lmargin at screen 0.110
set rmargin at screen 0.546
set bmargin at screen 0.1488
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('1e-4' 0.0001, '0.001' 0.001, '0.01' 0.01, '0.1' 0.10000000000000001)
set logscale x
set xtics ('5' 5, '7' 7, '10' 10, '15' 15, '20' 20, '30' 30)
set xrange [3.4782609:34.5]
set yrange [3.6356767e-05:0.69221705]
set arrow from graph 0, first 6.1638577e-05 to graph 1, first 6.1638577e-05 nohead linecolor rgb '#888888' linewidth 1 dashtype 3 back
set label 'uncertainty of the reference' at graph 0.01, first 6.1638577e-05 left offset 0,0.5 noenhanced font ',13' textcolor rgb '#666666'
set arrow from graph 1.02, graph 0.2659 to graph 1.085, graph 0.2659 nohead linecolor rgb '#882255' linewidth 2 dashtype 1
set label 'unipc2_bh2, log_snr' at graph 1.1, graph 0.2659 left noenhanced font ',10' textcolor rgb '#882255'
set label '' at graph 1.0525, graph 0.2659 point pt 5 ps 0.8 lc rgb '#882255'
set arrow from graph 1.02, graph 0.2099 to graph 1.085, graph 0.2099 nohead linecolor rgb '#AA4499' linewidth 2 dashtype 1
set label 'unipc3_bh1, log_snr' at graph 1.1, graph 0.2099 left noenhanced font ',10' textcolor rgb '#AA4499'
set label '' at graph 1.0525, graph 0.2099 point pt 15 ps 0.8 lc rgb '#AA4499'
set arrow from graph 1.02, graph 0.3779 to graph 1.085, graph 0.3779 nohead linecolor rgb '#999933' linewidth 2 dashtype 1
set label 'ipndm3, log_snr' at graph 1.1, graph 0.3779 left noenhanced font ',10' textcolor rgb '#999933'
set label '' at graph 1.0525, graph 0.3779 point pt 9 ps 0.8 lc rgb '#999933'
set arrow from graph 1.02, graph 0.3219 to graph 1.085, graph 0.3219 nohead linecolor rgb '#332288' linewidth 2 dashtype 1
set label 'dpm_solver_v3_2, log_snr' at graph 1.1, graph 0.3219 left noenhanced font ',10' textcolor rgb '#332288'
set label '' at graph 1.0525, graph 0.3219 point pt 13 ps 0.8 lc rgb '#332288'
set arrow from graph 1.02, graph 0.4899 to graph 1.085, graph 0.4899 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'dpmpp_3m, log_snr' at graph 1.1, graph 0.4899 left noenhanced font ',10' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.4899 point pt 9 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.4339 to graph 1.085, graph 0.4339 nohead linecolor rgb '#56B4E9' linewidth 2 dashtype 1
set label 'dpmpp_3m_legacy, log_snr' at graph 1.1, graph 0.4339 left noenhanced font ',10' textcolor rgb '#56B4E9'
set label '' at graph 1.0525, graph 0.4339 point pt 7 ps 0.8 lc rgb '#56B4E9'
set arrow from graph 1.02, graph 0.7139 to graph 1.085, graph 0.7139 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype 1
set label 'heun, log_snr' at graph 1.1, graph 0.7139 left noenhanced font ',10' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.7139 point pt 11 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.6019 to graph 1.085, graph 0.6019 nohead linecolor rgb '#E69F00' linewidth 2 dashtype 1
set label 'analytic_start(dpmpp_2m), log_snr' at graph 1.1, graph 0.6019 left noenhanced font ',10' textcolor rgb '#E69F00'
set label '' at graph 1.0525, graph 0.6019 point pt 13 ps 0.8 lc rgb '#E69F00'
set arrow from graph 1.02, graph 0.5459 to graph 1.085, graph 0.5459 nohead linecolor rgb '#0072B2' linewidth 2 dashtype (5,3)
set label 'dpmpp_2m, karras' at graph 1.1, graph 0.5459 left noenhanced font ',10' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.5459 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.6579 to graph 1.085, graph 0.6579 nohead linecolor rgb '#000000' linewidth 2 dashtype (1.5,2.5)
set label 'ipndm_v4_legacy, uniform' at graph 1.1, graph 0.6579 left noenhanced font ',10' textcolor rgb '#000000'
set label '' at graph 1.0525, graph 0.6579 point pt 5 ps 0.8 lc rgb '#000000'
set arrow from graph 1.02, graph 0.7699 to graph 1.085, graph 0.7699 nohead linecolor rgb '#009E73' linewidth 2 dashtype (1.5,2.5)
set label 'ddim, uniform' at graph 1.1, graph 0.7699 left noenhanced font ',10' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.7699 point pt 9 ps 0.8 lc rgb '#009E73'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'trajectory.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#999933' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#332288' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c4 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c4 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c5 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c5 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c6 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c6 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c7 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c7 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c8 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c8 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype (5,3) pointtype 7 pointsize 0.8, \
     $c9 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c9 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype (1.5,2.5) pointtype 5 pointsize 0.8, \
     $c10 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c10 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype (1.5,2.5) pointtype 9 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'trajectory.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#882255' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#999933' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#332288' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c4 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c4 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c5 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c5 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c6 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c6 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c7 using 1:2:3:4 with yerrorbars linecolor rgb '#E69F00' pointtype 0, \
     $c7 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c8 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c8 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype (5,3) pointtype 7 pointsize 0.8, \
     $c9 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c9 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype (1.5,2.5) pointtype 5 pointsize 0.8, \
     $c10 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c10 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype (1.5,2.5) pointtype 9 pointsize 0.8
unset output
